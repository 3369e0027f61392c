"""Long work that is done in the background: which kinds there are, what each makes, who may have it."""
