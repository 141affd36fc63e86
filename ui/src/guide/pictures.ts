/**
 * The guide's pictures, taken by `cargo xtask pictures` from the real window; each stands where its page says. They show
 * the English window, in the pages of both languages.
 */
const TAKEN = import.meta.glob<string>('../../pictures/{light,dark,printed}/*.webp', { query: '?url', import: 'default', eager: true });
const FILES: ReadonlyMap<string, string> = new Map(Object.entries(TAKEN).map(([path, file]) => [placeOf(path), file]));

export interface GuidePicture {
  light: string;
  /** The same in the dark, where there are two. */
  dark: string | undefined;
}

/** Where a picture is among the pictures; the way to it is another one from each folder of pages. */
export function placeOf(path: string): string {
  return path.slice(path.indexOf('pictures/'));
}

/** The path of the same picture in the dark; a page names the light one. */
export function darkOf(path: string): string {
  return path.replace('/light/', '/dark/');
}

/** What to show for a path in a page; nothing while the picture was not taken. */
export function pictureOf(path: string): GuidePicture | undefined {
  const light = FILES.get(placeOf(path));
  const dark = darkOf(path);
  return light === undefined ? undefined : { light, dark: dark === path ? undefined : FILES.get(placeOf(dark)) };
}
