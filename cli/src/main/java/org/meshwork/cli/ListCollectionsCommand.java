package org.meshwork.cli;

import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.CollectionView;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.PageView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists the collections.")
final class ListCollectionsCommand extends RemoteCommand {
  @Mixin private ListOptions options;

  @Override
  ExitCode run(MeshworkApi api, Output output) {
    Answer collections = options.fetch(api::collections);
    PageView page = collections.as(PageView.class);
    String table =
        new Table<CollectionView>()
            .left("COLLECTION", CollectionView::name)
            .left("MODEL", collection -> collection.model().orElse(""))
            .left("CREATED", collection -> TaskText.time(collection.createdAt()))
            .left("DESCRIPTION", collection -> collection.description().orElse(""))
            .of(page.as(CollectionView.class));
    String text = page.items().isEmpty() ? "There is no collection yet." : table;
    output.result(collections, text + ListOptions.more(page));
    return ExitCode.OK;
  }
}
