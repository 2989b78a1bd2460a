"""Shared parts of the bench commands: corpus of real programs, cross-check, benchmark."""
