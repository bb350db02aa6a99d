"""The guides keep what they promise."""
