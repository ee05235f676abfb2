"""How the papers of other archives are headed: title, date, place, those present, who wrote; all invented."""

from __future__ import annotations

from itertools import pairwise

import pytest

from memcon.accession.desk import read
from memcon.accession.reader import Incoming
from memcon.analysis.describe import describe
from memcon.analysis.describe.citations import read_citation
from memcon.analysis.describe.dates import find_dates
from memcon.model.description import Description, Form, Part
from memcon.model.record import Record

BODY = "\n\nMr. Vane said that the bridge would be opened in spring. He asked whether the toll was to stay.\n\nIt was."


def described(text: str, name: str = "a.txt") -> list[Description]:
    """Read a text and describe each record in it."""
    _, found = read(Incoming(name, content=text.encode()))
    return [describe(record) for record in found if isinstance(record, Record)]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Secret. Copy No. 3\n\nFrom the diary of A.B. VELDT\n\nRECORD OF CONVERSATION with Envoy C. Harrow",
         "RECORD OF CONVERSATION with Envoy C. Harrow"),
        ("Ministry of Foreign Affairs\n\nBerlin, 4 December 1967\n\nN o t e\n\non a conversation with Comrade Vane",
         "Note on a conversation with Comrade Vane"),
        ("CONFIDENTIAL\n\nE 4417/118/80\n\nLAKELAND: CALL BY THE MINISTER OF FINANCE",
         "LAKELAND: CALL BY THE MINISTER OF FINANCE"),
        ("I.C. 177 E.\n\nNOTES OF A MEETING HELD AT MR. VANE'S HOUSE", "NOTES OF A MEETING HELD AT MR. VANE'S HOUSE"),
        ("THE WHITE HOUSE\nWASHINGTON\n\nSECRET/SENSITIVE\n\nMEMORANDUM OF CONVERSATION\n\nSUBJECT: The Lake",
         "MEMORANDUM OF CONVERSATION"),
        ("CONFIDENTIAL\n\nFM AMEMBASSY SANTA RITA\nTO SECSTATE WASHDC\n\nSUBJ: THE LAKE CASE", "THE LAKE CASE"),
        ("STRICTLY CONFIDENTIAL\n\nMemorandum by the Counselor of Embassy\n\nBerlin, November 9, 1928.",
         "Memorandum by the Counselor of Embassy"),
        ("MINISTRY OF FOREIGN AFFAIRS\nGeneral Secretariat\n\nVERY SECRET\n\nACCOUNT of the tête-à-tête conversation "
         "between General de Marsac and M. Vane",
         "ACCOUNT of the tête-à-tête conversation between General de Marsac and M. Vane"),
        ("Tuesday, 23rd January.\n\nFog all day. Did no work, dined at Sybil's with Vane and Harrow and old Bagshaw "
         "the banker, who was dull.", None),
        ("Schloss Wald, 4 October 1908\n\nMy dear Clemens,\n\nYou ask me what the Minister really said about the lake, "
         "and whether I would tell you.", None),
    ],
)  # fmt: skip
def test_the_title_is_found_below_what_offices_print_above_it(head: str, title: str | None) -> None:
    """Classification, registry numbers, letterheads, datelines, salutations and sentences are no titles."""
    assert described(head + BODY)[0].title == title


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("MEMORANDUM OF CONVERSATION\n\nPLACE: Harbour Room, Custom House\n\nDATE: 3 October 1974",
         "Harbour Room, Custom House"),
        ("My Lord, Constantinople, February 12, 1906.", "Constantinople"),
        ("FM AMEMBASSY SANTA RITA\n\nO R 171815Z MAY 78", "Santa Rita"),
        ("MINUTES OF THE COMMITTEE\n\nHeld on Thursday, January 22nd, 1931, at 10.30 a.m.", None),
        ("MEMORANDUM OF CONVERSATION\n\nDATE AND TIME: Thursday, October 3, 1974, 6:15 p.m.", None),
    ],
)  # fmt: skip
def test_the_place_is_not_the_word_before_it(head: str, place: str | None) -> None:
    """"Held on", "Date and time:" and "My Lord" stand on a dateline and are no places."""
    assert described(head + BODY)[0].place == place


def test_a_list_gives_each_state_its_people() -> None:
    """Sides before a colon, in one paragraph; titles in capitals; the interpreter; an office alone."""
    head = (
        "NOTES OF A MEETING, 17 May 1919\n\nPRESENT\n\nUnited States of America: President Alcott. British Empire: The "
        "Rt. Hon. D. Hargreaves, M.P. France: M. Durand; the Prime Minister.\n\nProfessor J. Mantin — Interpreter.\n\n"
        "The Port of Velina"
    )
    (found,) = described(head + BODY)
    assert [(p.name, p.side) for p in found.present if p.side] == [
        ("President Alcott", "United States of America"), ("Rt. Hon. D. Hargreaves", "British Empire"),
        ("M. Durand", "France"), ("the Prime Minister", "France"),
    ]  # fmt: skip
    assert found.interpreter == "Professor J. Mantin"


def test_states_as_headings_part_a_list() -> None:
    """"Australia" on a line of its own is the side of those who follow; "The Secretary" is one of them."""
    head = (
        "# Record of Discussion\n\nCanberra, 10 June 1982\n\nAlso present:\n\n### Australia\n\nSir Geoffrey Vane - "
        "Secretary\n\nThe Secretary\n\nJ. J. Pell - High Commissioner\n\n### New Zealand\n\nG. Oster - Head\n\n"
    )
    (found,) = described(head + BODY, "a.md")
    assert [(p.name, p.side) for p in found.present] == [
        ("Sir Geoffrey Vane", "Australia"), ("The Secretary", "Australia"), ("J. J. Pell", "Australia"),
        ("G. Oster", "New Zealand"),
    ]  # fmt: skip


def test_a_list_in_brackets_and_the_hands_below_it() -> None:
    """"(Chinese side)", "Interpreter:", "Recorder:" of a transcript's head are no speakers."""
    head = (
        "Memorandum of Conversation between Premier Han and Minister Camara\n\nTime: 21 September 1964, 9:30 p.m.\n\n"
        "Present: (Chinese side) Vice Minister Luo Guiming; (Guinean side) Ambassador Diop\n\nInterpreter: Qian Youfu\n"
        "\nRecorder: Ma Shuzhen\n\nPremier Han: Sit down.\n\nMinister Camara: Thank you.\n\nPremier Han: What do you "
        "need?\n\nMinister Camara: Everything.\n\nPremier Han: Begin with one thing."
    )
    (found,) = described(head)
    assert {p.name: (p.side, p.role) for p in found.present} == {
        "Minister Luo Guiming": ("Chinese", Part.PRESENT), "Ambassador Diop": ("Guinean", Part.PRESENT),
        "Qian Youfu": (None, Part.INTERPRETER), "Ma Shuzhen": (None, Part.DRAFTER),
        "Premier Han": (None, Part.SPEAKER), "Minister Camara": (None, Part.SPEAKER),
    }  # fmt: skip
    assert next(p.office for p in found.present if p.name == "Minister Luo Guiming") == "Vice Minister"


def test_the_note_taker_of_a_list_is_the_hand() -> None:
    """An American list says in brackets who took the notes."""
    head = (
        "MEMORANDUM OF CONVERSATION\n\nPARTICIPANTS:\nDr. Henry Vane, Secretary of State\n"
        "Peter R. Oster, Staff (notetaker)"
    )
    (found,) = described(head + BODY)
    assert found.drafter == "Peter R. Oster"


@pytest.mark.parametrize(
    ("title", "drafter"),
    [
        ("The Secretary of State to the Ambassador in China (Harrow)", "Secretary of State"),
        ("The Special Assistant to the Secretary of the Treasury (Vane) to the Secretary of State", "Vane"),
        ("Memorandum by the Secretary of State to President Harrow", "Secretary of State"),
        ("Coded telegram from Soviet Ambassador to Lakeland A.I. Vane to the Ministry", "A.I. Vane"),
        ("Cablegram From Critchley To Canberra", "Critchley"),
        ("CABLEGRAM TO CANBERRA", None),
        ("Letter From High Commission In London To Departments", None),
        ("Materials regarding the trip of Deputy Minister A.I. Vane to the funeral", None),
    ],
)
def test_what_is_sent_is_written_by_its_sender(title: str, drafter: str | None) -> None:
    """The sender stands before "to"; a body is no hand, and an ambassador is posted "to" a country too."""
    (found,) = described(f"{title}\n\n4 March 1963\n\nThe lake has frozen over and no boat has come since Monday.")
    assert found.drafter == drafter


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("O R 171815Z MAY 78", "1978-05-17"),
        ("311200Z FEB 78", None),
        ("September 29, Showa 36", "1961-09-29"),
        ("signed on 25-3-1953", "1953-03-25"),
        ("on 11-3-1953", "[1953-03-11,1953-11-03]"),
    ],
)
def test_dates_of_signals_eras_and_figures_with_dashes(printed: str, edtf: str | None) -> None:
    """What the calendar lacks is no date; two figures that may be day or month leave both open."""
    found = find_dates(printed, "en")
    assert [one.date.edtf for one in found] == ([edtf] if edtf else [])
    assert all(printed[one.start:one.end] == one.date.printed for one in found)


LINES = (
    ("Record of conversation between A.B. Veldt and Attorney General R. Harow", "[Early December 1963]"),
    ("Coded telegram from Ambassador to Lakeland A.I. Vane to the Ministry", "[No later than November 29, 1963]"),
    ("Record of the telephone conversation of Deputy Minister V. Oster with Charge d'Affaires W. Pell", "5/XII-1963"),
    ("Excerpt from the minutes of the meeting of the Presidium", "[Between November 29 and December 2, 1963]"),
)


def test_a_heading_stuck_to_a_running_head_is_found() -> None:
    """A document whose number is glued to the running head is a document of its own, and cites its own paper."""
    signs = ("No. 71\n", "72Signal copyNo. 72\n", "№ 73\n", "No.74\n")
    text = "\n".join(
        f"{sign}{title}\n{date}\nSecret\nHe said that the lake was frozen. The other asked since when.\n"
        f"Recorded: O. Sokol\nLSA. F. 3. Op. 66. D. {at}. L. 12 - 18 ob.\n"
        for at, (sign, (title, date)) in enumerate(zip(signs, LINES, strict=True), 400)
    )
    found = described(text, "lake.md")
    assert [one.number for one in found] == ["71", "72", "73", "74"]
    assert [one.date.edtf if one.date else None for one in found] == [
        "1963-12-01~/1963-12-10~", "../1963-11-29", "1963-12-05", "1963-11-29/1963-12-02",
    ]  # fmt: skip
    assert [one.citation.delo if one.citation else None for one in found] == ["400", "401", "402", "403"]
    assert [(p.name, p.office) for p in found[2].present][:2] == [
        ("Minister V. Oster", "Deputy Minister"), ("W. Pell", "Charge d'Affaires"),
    ]  # fmt: skip
    assert found[0].drafter == "O. Sokol"
    assert all(one != other for one, other in pairwise(found))


def test_what_is_somebodys_is_not_somebody() -> None:
    """"President Alcott's House" and "the Workers' Party" add nobody to a talk."""
    head = "Minutes of a meeting between Dr. Vane and the Workers' Party at President Alcott's House\n\n4 March 1963"
    (found,) = described(head + BODY)
    assert found.form == Form.MINUTES
    assert [p.name for p in found.present] == ["Dr. Vane"]


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("The National Archives (TNA), Kew, FO 371/100234", ("tna", "The National Archives", "FO 371", "100234", None)),
        ("[NAA, A5619, C470 Part 3]", ("naa", "NAA", "A5619", "C470", None)),
        ("National Archives of Australia, A1838, 852/10/2 part 4",
         ("naa", "National Archives of Australia", "A1838", "852/10/2", None)),
        ("PA AA, B 130, Bd. 8415A", ("other", "PA AA", "B 130", "Bd. 8415A", None)),
        ("Bundesarchiv, NL Vane, Bd. 22", ("other", "Bundesarchiv", "NL Vane", None, None)),
        ("AMAE, Europe 1944-1970, URSS, vol. 271, fols. 12-18", ("other", "AMAE", "Europe 1944-1970", "URSS", "12-18")),
        ("LAC, RG 25, vol. 3189, file 5475-DW-40", ("other", "LAC", "RG 25", "file 5475-DW-40", None)),
        ("DEA/50412-40", ("other", "DEA", None, "50412-40", None)),
        ("LNA, R3632/1A/9915/9915", ("other", "LNA", None, "R3632/1A/9915/9915", None)),
        ("UN Archives, S-0878-0002-01", ("other", "UN Archives", None, "S-0878-0002-01", None)),
        ("AAN, KC PZPR, XI A/82, k. 12-18", ("other", "AAN", "KC PZPR", "XI A/82", "12-18")),
        ("Wilson Center Digital Archive, https://digitalarchive.wilsoncenter.org/document/111790",
         ("other", "Wilson Center Digital Archive", None, None, None)),
        ("АВП РФ. Ф. 0129. Оп. 47. П. 340. Д. 5. Л. 2–4об.", ("ru", "АВП РФ", None, None, "2–4об.")),
        ("History and Public Policy Program Digital Archive, AVP RF, f. 0100, op. 55, p. 454, d. 9, ll. 22-30.",
         ("ru", "AVP RF", None, None, "22-30")),
    ],
)  # fmt: skip
def test_where_papers_lie_in_other_houses(printed: str, parts: tuple[str | None, ...]) -> None:
    """System, archive, series, item and leaves of houses from Kew to Geneva."""
    read_as = read_citation(printed)
    assert read_as is not None
    assert (read_as.system, read_as.archive, read_as.series, read_as.item, read_as.leaves) == parts


@pytest.mark.parametrize("words", ["MAE West came in.", "LAC was asked, and so was Vane", "DEA"])
def test_running_words_are_no_citation_of_a_house(words: str) -> None:
    """The name of a house alone proves nothing; some figure must follow it."""
    assert read_citation(words) is None


def test_the_dateline_goes_before_a_later_line_that_is_only_a_date() -> None:
    """A place beside the date does not make a dateline weaker than a bare date in the text."""
    head = "Minute from Vane to Harrow\n\nCanberra, 29 October 1982\n\nIt is asked for:\n\n1 November 1982"
    (found,) = described(head + BODY)
    assert found.date is not None
    assert (found.date.edtf, found.place) == ("1982-10-29", "Canberra")
    (found,) = described("Report by the Department\n\nMay-50\n\nCANBERRA\n\nTrading Arrangements" + BODY)
    assert found.date is not None
    assert (found.date.printed, found.date.edtf) == ("May-50", "1950-05")


def test_a_russian_diary_names_its_hand_and_old_style_gives_the_gregorian_day() -> None:
    """"Из дневника ..." is written by whoever keeps the diary; of two styles the new one counts."""
    text = (
        "Из дневника посланника в Озерии А.Б. Вельдта\n\n25 октября (7 ноября) 1917 г.\n\nСов. секретно\n\n"
        "Сегодня был у меня Харроу. Он сказал, что правительство желает договора. Я ответил, что мы готовы.\n\n"
        "На беседе присутствовал Е.Ж. Остер.\n\nЛГА. Ф. 558. Оп. 11. Д. 187. Л. 12 об.-14."
    )
    (found,) = described(text)
    assert (found.form, found.drafter) == (Form.DIARY, "А.Б. Вельдта")
    assert found.date is not None
    assert found.date.edtf == "1917-11-07"
    assert found.citation is not None
    assert found.citation.leaves == "12 об.-14"
    assert [(p.name, p.office) for p in found.present if p.name == "Е.Ж. Остер"] == [("Е.Ж. Остер", None)]


def test_whom_the_editors_do_not_know_is_nobody() -> None:
    """"unbekannt" in a header's list is no name, and a play's "Действующие лица" is none either."""
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc><listPerson type="anwesend">'
        "<person><persName><surname>unbekannt</surname></persName></person><person><persName>Vane</persName></person>"
        "</listPerson></particDesc></profileDesc></teiHeader><text><front><castList><head>Действующие лица</head>"
        "<castItem>Остер, барон</castItem></castList></front><body><p>Vane said that it was so.</p></body></text></TEI>"
    )
    (found,) = [record for record in read(Incoming("a.xml", content=tei.encode()))[1] if isinstance(record, Record)]
    names = {p.name for p in (*found.stated.present, *describe(found).present)}
    assert "unbekannt" not in names
    assert not any(name.startswith("Действующие") for name in names)


def test_where_a_meeting_was_held_names_nobody_who_took_part() -> None:
    """"Meeting of X and Y, Held in the Office of the Aide to Z": neither the aide nor Z was there for all we know."""
    text = (
        "Minutes of Meeting Between General Hill and Dr. Brook, Held in the Office of the Aide to Marshal Crane\n"
        "March 3, 1911\nGeneral Hill said that the lake was frozen. Dr. Brook asked since when.\n"
    )
    found = described(text, "lake.txt")[0]
    assert [p.name for p in found.present] == ["General Hill", "Dr. Brook"]
