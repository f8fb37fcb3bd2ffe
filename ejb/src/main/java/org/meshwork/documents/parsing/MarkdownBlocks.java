package org.meshwork.documents.parsing;

import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jsoup.Jsoup;
import org.meshwork.documents.parsing.Block.Kind;

/** Walks a Markdown document and adds its blocks to a draft. */
final class MarkdownBlocks extends AbstractVisitor {
  private final Draft draft;
  private final Count tags;
  private final StringBuilder inline = new StringBuilder();
  private int items;

  MarkdownBlocks(Draft draft) {
    this.draft = draft;
    this.tags = new Count("tags", HeapLimits.HERE.nodes(), draft.guard());
  }

  @Override
  protected void visitChildren(Node parent) {
    draft.guard().check();
    super.visitChildren(parent);
  }

  @Override
  public void visit(Heading heading) {
    draft.text().heading(heading.getLevel(), inlineOf(heading));
  }

  @Override
  public void visit(Paragraph paragraph) {
    draft.text().lines(items > 0 ? Kind.LIST_ITEM : Kind.PARAGRAPH, inlineOf(paragraph));
  }

  @Override
  public void visit(ListItem item) {
    items++;
    visitChildren(item);
    items--;
  }

  @Override
  public void visit(FencedCodeBlock code) {
    draft.text().lines(Kind.CODE, code.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    draft.text().lines(Kind.CODE, code.getLiteral());
  }

  @Override
  public void visit(HtmlBlock html) {
    tags.add(html.getLiteral().chars().filter(c -> c == '<').count());
    draft.text().flowing(Kind.PARAGRAPH, Jsoup.parse(html.getLiteral()).text());
  }

  @Override
  public void visit(CustomNode node) {
    if (node instanceof TableRow) {
      draft.text().flowing(Kind.TABLE_ROW, inlineOf(node));
      return;
    }
    if (node instanceof TableCell && !inline.isEmpty()) {
      inline.append(" | ");
    }
    visitChildren(node);
  }

  @Override
  public void visit(Text text) {
    inline.append(text.getLiteral());
  }

  @Override
  public void visit(Code code) {
    inline.append(code.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak lineBreak) {
    inline.append(' ');
  }

  @Override
  public void visit(HardLineBreak lineBreak) {
    inline.append('\n');
  }

  private String inlineOf(Node node) {
    inline.setLength(0);
    visitChildren(node);
    String text = inline.toString();
    inline.setLength(0);
    return text;
  }
}
