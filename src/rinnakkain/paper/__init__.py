"""The guideline on paper: accessible PDFs, made from the pages that were built."""
