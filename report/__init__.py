"""Sentences, charts and files about one reflection or about a team's round. No Streamlit."""
