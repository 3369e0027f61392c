"""What the District Organization Board sees: figures of several wards side by side, worked out from what they handed over."""
