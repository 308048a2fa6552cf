// What the pages gain from a script. Every control is a real link or form and works without it.
(() => {
  "use strict";
  const each = (root, selector, act) => root.querySelectorAll(selector).forEach(act);

  // Menus close on a click elsewhere and on Escape.
  document.addEventListener("click", (event) => {
    each(document, "details.menu[open]", (menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    each(document, "details.menu[open]", (menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // A form is sent once, even if the button is pressed twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    else if (form.method === "post" && !form.hasAttribute("hx-post")) form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    each(document, "form[data-sent]", (form) => delete form.dataset.sent);
  });

  // Seats of the 30-minute watch count down; the server only says how many seconds are left.
  const count = (clock, born) => {
    const left = Math.max(0, clock.dataset.left - Math.floor((performance.now() - born) / 1000));
    const two = (number) => String(number).padStart(2, "0");
    clock.querySelector("b").textContent = `${two(Math.floor(left / 60))}:${two(left % 60)}`;
    const bar = clock.closest("li").querySelector(".f-1");
    if (bar) bar.setAttribute("width", `${Math.round(100 - (100 * left) / clock.dataset.of)}%`);
  };

  // The list of faults takes the focus, so that a reader by ear hears it first.
  const focusFaults = (root) => {
    const faults = root.querySelector("[data-focus]");
    if (faults) faults.focus();
  };

  // A file dropped anywhere on the form is the chosen file.
  const drop = (form) => {
    const input = form.querySelector("input[type=file]");
    const says = form.querySelector("[data-says]");
    const show = () => {
      const file = input.files[0];
      if (!file) return;
      const tooLarge = file.size > Number(form.dataset.largest);
      says.textContent = tooLarge ? form.dataset.tooLarge : file.name;
      form.toggleAttribute("data-refused", tooLarge);
      form.querySelector("button").disabled = tooLarge;
    };
    input.addEventListener("change", show);
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
      form.addEventListener(name, (event) => {
        event.preventDefault();
        form.toggleAttribute("data-over", name === "dragenter" || name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) {
          input.files = event.dataTransfer.files;
          show();
        }
      });
    }
  };

  // The camera reads the QR code of an identity card where the browser can.
  const scan = async (button) => {
    const form = button.closest("form");
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    const video = document.createElement("video");
    video.muted = video.playsInline = true;
    video.srcObject = stream;
    form.after(video);
    const stop = () => {
      stream.getTracks().forEach((track) => track.stop());
      video.remove();
    };
    video.addEventListener("click", stop);
    await video.play();
    const look = async () => {
      if (!video.isConnected) return;
      const [code] = await detector.detect(video).catch(() => []);
      if (!code) return void setTimeout(look, 150);
      stop();
      form.querySelector("input[type=search]").value = code.rawValue;
      form.requestSubmit();
    };
    look();
  };

  // A slip's code stands after the # of the address, which no server sees; the form sends it.
  const openSlip = () => {
    const form = document.querySelector("form[data-slip]");
    if (!form || location.hash.length < 2) return;
    form.querySelector("input[name=code]").value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    form.submit();
  };
  window.addEventListener("hashchange", openSlip);

  // On a phone the bar of sections is wider than the screen.
  const current = document.querySelector(".sections [aria-current]");
  if (current) current.parentElement.scrollLeft = current.offsetLeft - 48;

  const begin = (root) => {
    each(root, "[data-left]", (clock) => {
      const born = performance.now();
      const timer = setInterval(() => {
        if (clock.isConnected) count(clock, born);
        else clearInterval(timer);
      }, 1000);
    });
    each(root, "form[data-drop]", drop);
    each(root, "[data-print]:is(button)", (button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    each(root, "[data-scan]", (button) => {
      button.hidden = !("BarcodeDetector" in window);
      button.addEventListener("click", () => scan(button).catch(() => { button.hidden = true; }));
    });
    focusFaults(root);
  };
  document.addEventListener("DOMContentLoaded", () => {
    begin(document);
    openSlip();
  });
  document.addEventListener("htmx:afterSettle", (event) => begin(event.detail.elt));
})();
