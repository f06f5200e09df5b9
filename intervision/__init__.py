"""The guided meeting: state + event -> state. No I/O, no Streamlit."""
