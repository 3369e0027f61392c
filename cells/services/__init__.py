"""The only writers of the ground: one module per thing, one transaction and one journal entry per deed."""
