// Loads the page again when the site was made again. Only the preview has this file.
(() => {
  const edition = document.currentScript.dataset.edition;
  const events = new EventSource("/_wr/events?edition=" + encodeURIComponent(edition));
  events.addEventListener("reload", () => {
    events.close();
    location.reload();
  });
})();
