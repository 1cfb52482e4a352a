using System.Globalization;
using System.Net;
using Buildpacks.Net.Oci.Content;
using Buildpacks.Net.Oci.Images;
using Buildpacks.Net.Oci.Registry.Transport;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Oci.Registry;

/// <summary>
/// Uploads one blob: in one piece with its whole length announced, straight from its source. When the connection breaks,
/// the registry is asked how much it has, and gets the rest; one that has forgotten gets everything anew.
/// </summary>
internal sealed class BlobUpload(RegistryClient client, ImageReference repository, Descriptor blob, IBlobSource source)
{
    private readonly RegistryConnection _connection = client.ConnectionOf(repository);
    private readonly string _action = $"write {blob.Digest} to {repository.RepositoryName}";
    private int _failures;
    private long _resumedAt;

    /// <summary>Uploads.</summary>
    /// <param name="session">An upload the registry has already started; null to start one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RunAsync(Uri? session, CancellationToken cancellationToken)
    {
        while (true)
        {
            session ??= await StartAsync(cancellationToken).ConfigureAwait(false);
            if (await TryFinishAsync(session, 0, cancellationToken).ConfigureAwait(false)
                || await ResumeAsync(session, cancellationToken).ConfigureAwait(false))
            {
                RegistryLog.BlobUploaded(client.Options.Log, blob.Digest.ToString(), blob.Size, repository.RepositoryName);
                return;
            }

            session = null;
        }
    }

    private async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        using var response = await client.StartUploadAsync(repository, null, null, cancellationToken).ConfigureAwait(false);
        return response.Status == HttpStatusCode.Accepted
            ? response.Location ?? throw RegistryFaults.Invalid(_connection.Registry, Request(HttpMethod.Post, new Uri("/", UriKind.Relative)), "started an upload but does not say where")
            : throw await response.ToFaultAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for what is missing until the blob is complete; false when the upload has to start anew.</summary>
    private async Task<bool> ResumeAsync(Uri session, CancellationToken cancellationToken)
    {
        while (await FindOffsetAsync(session, cancellationToken).ConfigureAwait(false) is var (next, offset) && offset > 0)
        {
            _failures = offset > _resumedAt ? 0 : _failures;
            _resumedAt = offset;
            RegistryLog.UploadResumed(client.Options.Log, blob.Digest.ToString(), offset);
            if (await TryAppendAsync(next, offset, cancellationToken).ConfigureAwait(false) is { } complete
                && await TryFinishAsync(complete, blob.Size, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            session = next;
        }

        return false;
    }

    /// <summary>Sends everything from an offset on and completes the blob; false when that failed for a passing reason.</summary>
    private Task<bool> TryFinishAsync(Uri session, long offset, CancellationToken cancellationToken)
    {
        var separator = session.Query.Length > 0 ? '&' : '?';
        var target = new Uri($"{session.AbsoluteUri}{separator}digest={Uri.EscapeDataString(blob.Digest.ToString())}");
        return TryAsync(
            Request(HttpMethod.Put, target) with { Content = watch => Body(offset, watch) },
            response => response.Status is HttpStatusCode.Created or HttpStatusCode.NoContent,
            cancellationToken);
    }

    private async Task<Uri?> TryAppendAsync(Uri session, long offset, CancellationToken cancellationToken)
    {
        Uri? next = null;
        await TryAsync(
            Request(HttpMethod.Patch, session) with { Content = watch => Body(offset, watch) },
            response =>
            {
                next = response.IsSuccess ? response.Location ?? session : null;
                return response.IsSuccess;
            },
            cancellationToken).ConfigureAwait(false);
        return next;
    }

    private async Task<bool> TryAsync(
        RegistryRequest request, Func<RegistryResponse, bool> isDone, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (isDone(response))
            {
                return true;
            }

            return await _connection.WaitBeforeRetryAsync(++_failures, _action, response, cancellationToken).ConfigureAwait(false)
                ? false
                : throw await response.ToFaultAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryException error) when (error.Code == RegistryErrors.Unreachable && error.InnerException is { } cause)
        {
            return await _connection.WaitBeforeRetryAsync(++_failures, _action, cause, cancellationToken).ConfigureAwait(false)
                ? false
                : throw RegistryFaults.Unreachable(_connection.Registry, request, _failures, cause);
        }
    }

    private async Task<(Uri Session, long Offset)> FindOffsetAsync(Uri session, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Get, session) with { Repeatable = true };
        using var response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Status != HttpStatusCode.NoContent)
        {
            return (session, 0);
        }

        // "0-99": a hundred bytes have arrived. "0-0" means none or one, so it counts as none.
        var range = response.Header("Range") ?? string.Empty;
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        var known = long.TryParse(range.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && last > 0 && last < blob.Size;
        return (response.Location ?? session, known ? last + 1 : 0);
    }

    private RegistryRequest Request(HttpMethod method, Uri address) => new(method, address, repository.Repository, _action)
    {
        Writes = true,
        Repeatable = false,
    };

    private StreamedContent Body(long offset, StallWatch watch)
    {
        var content = new StreamedContent(token => OpenAsync(offset, token), blob.Size - offset, watch, client.Options);
        if (offset > 0 && offset < blob.Size)
        {
            content.Headers.TryAddWithoutValidation("Content-Range", $"{offset}-{blob.Size - 1}");
        }

        return content;
    }

    private async Task<Stream> OpenAsync(long offset, CancellationToken cancellationToken)
    {
        if (offset == blob.Size)
        {
            return Stream.Null;
        }

        if (source is FileBlob file)
        {
            // The registry verifies what it gets, so hashing it here as well would only take time.
            return OpenFile(file.Path, offset);
        }

        var stream = await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        await SkipAsync(stream, offset, cancellationToken).ConfigureAwait(false);
        return stream;
    }

    private static FileStream OpenFile(string path, long offset)
    {
        try
        {
            var file = PosixFile.OpenRead(path);
            file.Position = offset;
            return file;
        }
        catch (PosixException error)
        {
            throw new OciException(OciErrors.MissingBlob, error.Message, error);
        }
    }

    private static async Task SkipAsync(Stream stream, long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellationToken)
                .ConfigureAwait(false);
            count -= read > 0 ? read : throw new OciException(OciErrors.ContentMismatch, "could not send content: it has become shorter.");
        }
    }
}
