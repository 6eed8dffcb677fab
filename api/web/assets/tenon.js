// What the pages need beyond links, forms and htmx: files dropped on a form, values beside sliders, words for screen readers.
'use strict';
document.addEventListener('dragover', e => {
  const drop = e.target.closest('.drop');
  if (drop) { e.preventDefault(); drop.classList.add('over'); }
});
document.addEventListener('dragleave', e => e.target.closest('.drop')?.classList.remove('over'));
document.addEventListener('drop', e => {
  const drop = e.target.closest('.drop'), input = drop?.querySelector('input[type=file]');
  if (!input || !e.dataTransfer.files.length) return;
  e.preventDefault();
  drop.classList.remove('over');
  input.files = e.dataTransfer.files;
  input.form.requestSubmit();
});

// A slider counts once it has been moved: until then it shows what the others leave to it.
document.addEventListener('input', e => {
  const slider = e.target;
  if (slider.type !== 'range') return;
  if (slider.dataset.name) { slider.name = slider.dataset.name; delete slider.dataset.name; }
  slider.parentElement.querySelector('output').value = slider.value;
}, true);
// Another policy brings its own weights: what was moved before is let go.
document.addEventListener('input', e => {
  if (e.target.id !== 'policy') return;
  for (const slider of e.target.form.querySelectorAll('input[type=range][name^="w."]')) { slider.dataset.name = slider.name; slider.removeAttribute('name'); }
}, true);
document.addEventListener('htmx:afterSettle', () => {
  for (const slider of document.querySelectorAll('input[type=range][data-name]')) slider.value = slider.parentElement.querySelector('output').value;
});

// What was asked for rows that are gone by now (marks of stability) has nowhere to go.
document.addEventListener('htmx:beforeSwap', e => { if (!e.detail.requestConfig.elt.isConnected) e.detail.shouldSwap = false; });
// Rows that are replaced while a slider moves go at once: htmx would take leave of each of their elements by two events.
document.addEventListener('htmx:beforeSwap', e => { if (e.detail.shouldSwap && e.detail.target.id === 'results') e.detail.target.replaceChildren(); });

// A field with suggestions: arrow keys, Enter and Escape as in a combobox; without this script it is a plain field.
let asked = 0;
const listOf = field => document.getElementById(field.getAttribute('aria-controls'));
function fold(field) {
  const list = listOf(field);
  list.hidden = true;
  field.setAttribute('aria-expanded', 'false');
  field.removeAttribute('aria-activedescendant');
}
function pick(field, option) {
  field.value = option.dataset.value;
  fold(field);
  field.dispatchEvent(new Event('change', {bubbles: true}));
}
document.addEventListener('input', async e => {
  const field = e.target, from = field.dataset.suggest;
  if (!from) return;
  const mine = ++asked;
  if (!field.value.trim()) return fold(field);
  const typed = field.value;
  const answer = await fetch(from + (from.includes('?') ? '&' : '?') + 'q=' + encodeURIComponent(typed), {headers: {'HX-Request': 'true'}});
  if (mine !== asked || !answer.ok) return;
  const list = listOf(field);
  list.innerHTML = await answer.text();
  list.dataset.typed = typed;
  list.hidden = !list.children.length;
  field.setAttribute('aria-expanded', String(!list.hidden));
});
document.addEventListener('keydown', e => {
  const field = e.target;
  if (!field.dataset?.suggest || listOf(field).hidden) return;
  const options = [...listOf(field).children], at = options.findIndex(o => o.getAttribute('aria-selected') === 'true');
  if (e.key === 'Escape') { e.preventDefault(); return fold(field); }
  if (e.key === 'Enter' && at >= 0) { e.preventDefault(); return pick(field, options[at]); }
  if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
  e.preventDefault();
  const to = (at + (e.key === 'ArrowDown' ? 1 : -1) + options.length) % options.length;
  options.forEach((o, i) => o.setAttribute('aria-selected', String(i === to)));
  field.setAttribute('aria-activedescendant', options[to].id);
});
document.addEventListener('mousedown', e => {
  const option = e.target.closest('[role=option]');
  if (!option) return;
  e.preventDefault();
  pick(document.querySelector(`[aria-controls="${option.parentElement.id}"]`), option);
});
document.addEventListener('focusout', e => { if (e.target.dataset?.suggest) fold(e.target); });

// On a phone the results come before the controls are read: they start folded.
if (matchMedia('(max-width: 60rem)').matches) for (const d of document.querySelectorAll('#controls details, details#narrow')) d.open = false;

// What can be copied by hand as well: the button is there only with this script.
const copyable = root => { for (const b of root.querySelectorAll('[data-copy][hidden]')) b.hidden = !navigator.clipboard; };
copyable(document);
document.addEventListener('htmx:afterSettle', () => copyable(document));
document.addEventListener('click', async e => {
  const button = e.target.closest('[data-copy]');
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  await navigator.clipboard.writeText(field.value);
  document.getElementById('said').textContent = button.textContent = button.dataset.done;
});
