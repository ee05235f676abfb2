"""Measure speed, memory and accuracy: python -m benchmarks writes docs/performance.md and docs/accuracy.md."""
