"""Akoma Ntoso 3.0: a document, or an issue as `officialGazette`, each valid against the strict schema of OASIS."""
