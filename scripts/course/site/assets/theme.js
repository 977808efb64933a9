// Runs before anything is drawn, so that a dark page never flashes white.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "dark" || theme === "light") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Without storage the system's choice holds.
}
document.documentElement.classList.add("scripted");
