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
document.addEventListener('htmx:afterSettle', () => {
  for (const slider of document.querySelectorAll('input[type=range][data-name]')) slider.value = slider.parentElement.querySelector('output').value;
});
