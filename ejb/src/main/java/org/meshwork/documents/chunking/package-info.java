/**
 * Cuts documents into the passages that are embedded and searched.
 *
 * <p>Guarantees: a passage is a stretch of the document's text, so that a hit can be shown in
 * place; it never has more tokens than the size, counted by the tokenizer of the model that will
 * embed it; nothing is left out but white space and what the tokenizer does not see; time grows
 * with the length of the text, whatever the text.
 *
 * <p>Decisions (ADR 0006): the text is tokenized once, and passages are cut between words, whose
 * tokens don't depend on each other; sentences are found by the JDK's rules; short sections under a
 * common heading share a passage.
 *
 * <p>Non-goals: passages chosen by meaning, summaries, passages across documents.
 */
package org.meshwork.documents.chunking;
