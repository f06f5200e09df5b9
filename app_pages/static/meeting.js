// A meeting on several devices: asks whether another device has changed it, and then has Streamlit run the page.
// The page says which meeting it shows, at which version, and whether its clock is running (app_pages/meeting/parts.py).
(() => {
  "use strict"
  const ASK_EVERY_MS = 1500 // two seconds from one device to another, with the run
  const CLOCK_EVERY_MS = 30_000
  const ANSWER_MS = 5000 // a line may drop without a word
  const HANDS_OFF_MS = 1000 // a run would end the one of a button that was just pressed
  let asking = false
  let last = Date.now()
  let pressed = 0
  for (const type of ["click", "keydown"]) {
    addEventListener(type, ({ isTrusted, key = "Enter" }) => { if (isTrusted && key === "Enter") pressed = Date.now() }, true)
  }

  const ask = async () => {
    const shown = document.querySelector("[data-meeting]")
    const app = document.querySelector('[data-testid="stApp"]')?.dataset
    const isAtWork = () => app?.testScriptState === "running" || Date.now() - pressed < HANDS_OFF_MS
    if (!shown || asking || document.hidden || isAtWork()) return
    asking = true
    try {
      const { meeting, version, clock } = shown.dataset
      const answer = await fetch(`./meeting/${meeting}`, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) })
      const isNew = answer.ok && (await answer.text()) !== version
      const isLate = clock === "1" && Date.now() - last > CLOCK_EVERY_MS
      if ((isNew || isLate) && app?.testConnectionState === "CONNECTED" && !isAtWork()) {
        last = Date.now()
        document.querySelector(".st-key-changed button")?.click()
      }
    } catch {} // no line just now
    asking = false
  }
  setInterval(ask, ASK_EVERY_MS)
  addEventListener("visibilitychange", ask)
})()
