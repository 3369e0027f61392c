"""The file a backup is: a tar of JSON lines, papers and keys, packed (gzip) and encrypted (age). No database here."""
