/** Twice the size on the screen: it is pasted in slides. */
const SCALE = 2;

/** Gives a text or a blob to the browser as a file. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * The chart as an image on white, with a line of title over it: a picture travels without its page.
 * @param svg its look must be in its attributes: a style sheet does not follow it.
 * @throws Error when the browser cannot draw it.
 */
export async function toPng(svg: SVGSVGElement, title: string): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const head = 36;
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width * SCALE));
  copy.setAttribute('height', String(height * SCALE));
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = (height + head) * SCALE;
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#17212b';
  context.font = `600 ${14 * SCALE}px system-ui, "DejaVu Sans", sans-serif`;
  context.fillText(title, 8 * SCALE, 22 * SCALE, canvas.width - 16 * SCALE);
  context.drawImage(image, 0, head * SCALE, width * SCALE, height * SCALE);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('image/png');
  return blob;
}
