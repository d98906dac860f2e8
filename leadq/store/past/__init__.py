"""What the store held at the end of a day gone by: its rows, with what came later taken back."""
