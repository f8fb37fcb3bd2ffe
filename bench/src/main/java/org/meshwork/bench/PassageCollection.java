package org.meshwork.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.meshwork.bench.Passages.Passage;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Passages with ready vectors, put into a collection of the node by the database's own means: a
 * document per page, the index of vectors built after the rows are there.
 */
final class PassageCollection {
  private static final String SEPARATOR = "\n\n";

  private final Connection connection;
  private final int id;

  PassageCollection(Connection connection, String name) throws SQLException {
    this.connection = connection;
    id = id(connection, name);
  }

  int id() {
    return id;
  }

  static int id(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select id from collection where name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no collection " + name);
        }
        return row.getInt(1);
      }
    }
  }

  private String table() {
    return "chunk_" + id;
  }

  long size() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table())) {
      row.next();
      return row.getLong(1);
    }
  }

  void load(List<Passage> passages, float[][] vectors) throws Exception {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local max_parallel_maintenance_workers = 0");
      statement.execute("set local maintenance_work_mem = '512MB'");
      statement.execute("update collection set languages = '{english}' where id = " + id);
      List<String> definitions = dropVectorIndex(statement);
      copy(statement, passages, vectors);
      for (String definition : definitions) {
        statement.execute(definition);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze extract");
      statement.execute("analyze document");
      statement.execute("analyze " + table());
    }
  }

  private List<String> dropVectorIndex(Statement statement) throws SQLException {
    List<String> definitions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (ResultSet indexes =
        statement.executeQuery(
            "select indexname, indexdef from pg_indexes where tablename = '%s' and indexdef like '%% USING hnsw %%'"
                .formatted(table()))) {
      while (indexes.next()) {
        names.add(indexes.getString(1));
        definitions.add(indexes.getString(2));
      }
    }
    for (String name : names) {
      statement.execute("drop index " + name);
    }
    return definitions;
  }

  private void copy(Statement statement, List<Passage> passages, float[][] vectors)
      throws Exception {
    statement.execute(
        "create temporary table passage (extract_id bigint, ordinal int, start_offset int, end_offset int, text text, embedding vector) on commit drop");
    CopyIn rows =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy passage from stdin");
    List<Page> pages = Page.of(passages);
    for (int i = 0; i < pages.size(); i++) {
      copy(rows, i + 1, pages.get(i), vectors);
    }
    rows.endCopy();
    insertDocuments(pages);
    statement.execute(
        """
        insert into %s (collection_id, extract_id, ordinal, start_offset, end_offset, heading_path,
          text, tokens, language, search, embedding)
        select %d, e.id, ordinal, start_offset, end_offset, '{}', p.text, length(p.text) / 4,
          'english', to_tsvector('english', p.text), embedding
        from passage p join extract e on e.collection_id = %d and e.title = 'Page ' || p.extract_id
        """
            .formatted(table(), id, id));
  }

  private static void copy(CopyIn rows, int number, Page page, float[][] vectors)
      throws SQLException {
    int offset = 0;
    for (int i = 0; i < page.texts().size(); i++) {
      String text = page.texts().get(i);
      byte[] row =
          "%d\t%d\t%d\t%d\t%s\t%s\n"
              .formatted(
                  number,
                  i,
                  offset,
                  offset + text.length(),
                  text.replace("\\", "\\\\"),
                  vector(vectors[page.first() + i]))
              .getBytes(UTF_8);
      rows.writeToCopy(row, 0, row.length);
      offset += text.length() + SEPARATOR.length();
    }
  }

  static String vector(float[] vector) {
    return Arrays.toString(vector).replace(" ", "");
  }

  /** The passages of one page. */
  private record Page(int first, List<String> texts) {
    static List<Page> of(List<Passage> passages) {
      List<Page> pages = new ArrayList<>();
      int first = 0;
      for (int i = 1; i <= passages.size(); i++) {
        if (i == passages.size() || passages.get(i).page() != passages.get(first).page()) {
          pages.add(
              new Page(first, passages.subList(first, i).stream().map(Passage::text).toList()));
          first = i;
        }
      }
      return pages;
    }

    String text() {
      return String.join(SEPARATOR, texts);
    }
  }

  private void insertDocuments(List<Page> pages) throws Exception {
    try (PreparedStatement extract =
            connection.prepareStatement(
                """
                insert into extract (collection_id, sha256, media_type, title, language, text, characters, chunks)
                values (?, ?, 'text/html', ?, 'en', ?, ?, ?)
                """);
        PreparedStatement document =
            connection.prepareStatement(
                """
                insert into document (id, collection_id, name, sha256, extract_id, source, length, ingested_at)
                select ?, collection_id, title, sha256, id, 'bench', ?, now() from extract
                where collection_id = ? and sha256 = ?
                """)) {
      for (int i = 0; i < pages.size(); i++) {
        insert(extract, document, i + 1, pages.get(i));
      }
    }
  }

  private void insert(PreparedStatement extract, PreparedStatement document, int number, Page page)
      throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest((number + page.text()).getBytes(UTF_8));
    extract.setInt(1, id);
    extract.setBytes(2, digest);
    extract.setString(3, "Page " + number);
    extract.setString(4, page.text());
    extract.setInt(5, page.text().length());
    extract.setInt(6, page.texts().size());
    extract.executeUpdate();
    document.setObject(1, UUID.nameUUIDFromBytes(digest));
    document.setLong(2, page.text().length());
    document.setInt(3, id);
    document.setBytes(4, digest);
    document.executeUpdate();
  }
}
