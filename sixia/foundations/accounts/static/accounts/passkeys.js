// Shows the passkey buttons where the browser knows passkeys, and says so in words when one could not be used.
// The ceremony itself is allauth's webauthn.js, which tells of trouble by the event "allauth.error".
const trouble = document.getElementById("passkey-trouble");

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form.passkey")) form.hidden = false;
} else if (trouble) {
  trouble.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (trouble) trouble.hidden = false;
});
document.addEventListener("click", (event) => {
  if (trouble && event.target.closest("form.passkey button")) trouble.hidden = true;
});
