"""The guided meeting (state + event -> state), and what a case for it needs. No Streamlit."""
