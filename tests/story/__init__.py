"""Stories: what people read, word for word, from one day to the next."""
