// Reloads the page after the site was rebuilt. Only the preview has this file.
(() => {
  const edition = document.currentScript.dataset.edition;
  let events = null;
  // Browsers limit the connections to a server, so a hidden page closes its connection.
  const listen = () => {
    if (document.visibilityState === "hidden") {
      events?.close();
      events = null;
    } else if (events === null) {
      events = new EventSource("/_wr/events?edition=" + encodeURIComponent(edition));
      events.addEventListener("reload", () => {
        events.close();
        location.reload();
      });
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
