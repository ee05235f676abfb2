"""The account of a conversation: what a historian wants to know of it before writing, each sentence on its words."""
