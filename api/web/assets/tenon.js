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
document.addEventListener('input', e => {
  if (e.target.type === 'range') e.target.parentElement.querySelector('output').value = e.target.value;
});
