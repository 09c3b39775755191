"""Files of offices: OFD, and Word with what LibreOffice turns into it."""
