import { createHash } from 'node:crypto';

/**
 * The one script of the console: it sends a form with files and shows how far it is. Without it, or on
 * a browser that is too old for it, the form is sent as any other. In the words of a browser of 2012.
 */
export const UPLOAD_SCRIPT = `(function () {
  'use strict';
  var form = document.querySelector('form[data-upload]');
  if (!form || !window.FormData || !window.XMLHttpRequest) return;
  var box = document.getElementById('upload-progress');
  var bar = box.querySelector('progress');
  var words = box.querySelector('span');
  var pressed = null;
  form.addEventListener('click', function (event) {
    if (event.target.tagName === 'BUTTON') pressed = event.target;
  });
  function buttons(disabled) {
    Array.prototype.forEach.call(form.querySelectorAll('button'), function (button) {
      button.disabled = disabled;
    });
  }
  form.addEventListener('submit', function (event) {
    var chosen = Array.prototype.some.call(form.querySelectorAll('input[type=file]'), function (input) {
      return input.files && input.files.length > 0;
    });
    if (!chosen) return;
    event.preventDefault();
    var data = new FormData(form);
    var button = event.submitter || pressed;
    if (button && button.name) data.append(button.name, button.value);
    var request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.upload.onprogress = function (progress) {
      if (!progress.lengthComputable) return;
      var percent = Math.floor((progress.loaded / progress.total) * 100);
      bar.value = percent;
      words.textContent = percent + '%';
    };
    request.onload = function () {
      if (request.responseURL) history.replaceState(null, '', request.responseURL);
      document.open();
      document.write(request.responseText);
      document.close();
    };
    request.onerror = function () {
      buttons(false);
      words.textContent = form.getAttribute('data-upload');
    };
    buttons(true);
    box.hidden = false;
    request.send(data);
  });
})();
`;

const VERSION = createHash('sha256').update(UPLOAD_SCRIPT).digest('hex').slice(0, 12);

export const UPLOAD_SCRIPT_ADDRESS = `/assets/${VERSION}/upload.js`;
