"""What programs ask of the site, beside the pages: changes, the description of its addresses, what crawlers read."""
