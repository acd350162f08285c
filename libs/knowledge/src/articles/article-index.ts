/** What has to learn in this process that articles changed; others find out by themselves within a second. */
export interface ArticleIndex {
  /** Looks at the articles again before the next search. @param articleIds those that were there before */
  changed(tenantId: string, articleIds?: readonly string[]): void;
  /** Resolves when what is committed by now is found. */
  refresh(tenantId: string): Promise<void>;
}
