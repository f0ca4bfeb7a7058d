// Asking which person does something.

import { fill, h } from "./dom.js";
import { avatar } from "./people.js";
import { world } from "./store.js";

/** Let the visitor choose a person; resolves with the id, or with null. */
export function pickPerson(title) {
  return new Promise((resolve) => {
    const box = h("dialog.alert", { "aria-label": title });
    const entry = (person) => h("button.person", { type: "button", onclick: () => box.close(String(person.id)) }, avatar(person.id, person.name), h("span", {}, h("b", {}, person.name), h("small", {}, person.role)));
    fill(box, h("h2", {}, title), h("div.people-grid", {}, world.people.map(entry)));
    box.addEventListener("click", (event) => event.target === box && box.close(""));
    box.addEventListener("close", () => {
      box.remove();
      resolve(Number(box.returnValue) || null);
    });
    document.body.append(box);
    box.showModal();
  });
}
