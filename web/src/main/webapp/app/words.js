// How numbers and times are written.

const number = new Intl.NumberFormat(undefined);
const time = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export const count = (value) => number.format(value);
export const when = (iso) => (iso ? time.format(new Date(iso)) : "");
export const several = (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

const kinds = {
  "text/plain": "text", "text/markdown": "Markdown", "text/html": "HTML",
  "application/pdf": "PDF", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
  "application/vnd.oasis.opendocument.text": "ODT", "application/epub+zip": "EPUB", "text/csv": "CSV", "application/json": "JSON", "message/rfc822": "e-mail",
};

/** What people call a media type. */
export const kind = (mediaType) => kinds[mediaType] ?? mediaType;

export function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value.toLocaleString(undefined, { maximumFractionDigits: unit ? 1 : 0 })} ${units[unit]}`;
}

export function left(seconds) {
  if (seconds === undefined) return "";
  if (seconds < 60) return `${seconds} s left`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min left` : `${(seconds / 3600).toFixed(1)} h left`;
}
