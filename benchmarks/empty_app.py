"""As little as a Streamlit page can be that still answers a click."""

import streamlit as st

st.session_state.count = st.session_state.get("count", -1) + 1
st.button(f"Run {st.session_state.count}", key="again")
