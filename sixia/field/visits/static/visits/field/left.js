// Signed out: nothing stays on the phone, unless the person still wants to send it.
import { unsent, wipe } from "./keeping.js";
import { byId, say } from "./showing.js";

async function wiped() {
  await wipe();
  byId("leave").hidden = true;
  byId("leave-text").textContent = say("wiped");
}

async function begin() {
  const left = await unsent("");
  if (!left.others) return wiped();
  byId("leave-text").textContent = say("leave", { n: left.others });
  byId("leave").hidden = false;
}

byId("leave-now").addEventListener("click", wiped);
begin();
