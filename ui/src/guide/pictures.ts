/** The guide's pictures, taken by `cargo xtask pictures` from the real window; each stands where its page says. */
const FILES = import.meta.glob<string>('../../pictures/{light,dark,printed}/*.webp', { query: '?url', import: 'default', eager: true });

export interface GuidePicture {
  light: string;
  /** The same in the dark, where there are two. */
  dark: string | undefined;
}

/** The path of the same picture in the dark; a page names the light one. */
export function darkOf(path: string): string {
  return path.replace('/light/', '/dark/');
}

/** What to show for a path in a page; nothing while the picture was not taken. */
export function pictureOf(path: string): GuidePicture | undefined {
  const light = FILES[path];
  const dark = darkOf(path);
  return light === undefined ? undefined : { light, dark: dark === path ? undefined : FILES[dark] };
}
