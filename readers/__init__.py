"""One capture or file to one `Document`: text with structure, language and publication date."""
