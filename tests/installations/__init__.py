"""Installations that earlier commits made, kept so that what people have goes on working."""
