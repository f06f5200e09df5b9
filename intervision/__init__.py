"""What goes with a case for intervision. No I/O, no Streamlit."""
