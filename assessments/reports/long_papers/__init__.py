"""Long papers, printed in parts: each part's pages are kept by what it says, missing ones are set beside each other, and
all are joined into one PDF/A with page numbers, bookmarks and attachments."""
