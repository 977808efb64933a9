// Draws the diagrams. Mermaid measures text while it draws, so every slide is shown meanwhile.

async function drawDiagrams() {
  slides.forEach((slide) => slide.classList.add("now"));
  mermaid.initialize({
    startOnLoad: false,
    theme: "base",
    look: "classic",
    themeVariables: {
      fontSize: "26px",
      fontFamily: getComputedStyle(document.body).fontFamily,
    },
    flowchart: {
      useMaxWidth: false,
      nodeSpacing: 28,
      rankSpacing: 24,
      padding: 6,
      wrappingWidth: 130,
      minNodeWidth: 60,
    },
    sequence: {
      useMaxWidth: false,
      actorFontSize: 26,
      messageFontSize: 26,
      width: 130,
      height: 50,
      actorMargin: 70,
    },
  });
  await mermaid.run().catch(reportError);
}

drawDiagrams().finally(() => {
  show(numberInAddress());
  document.body.dataset.ready = "yes";
});
