/** For places without a component around them: the palette's hits follow the language of the page. */
export function shownTitle(named: { readonly titleZh: string; readonly titleEn: string }): string {
  return document.documentElement.lang === 'en' && named.titleEn ? named.titleEn : named.titleZh
}
