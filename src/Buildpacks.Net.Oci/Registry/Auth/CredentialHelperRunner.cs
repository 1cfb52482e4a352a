using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Buildpacks.Net.Oci.Registry.Auth;

/// <summary>
/// Asks credential helpers: programs named <c>docker-credential-NAME</c> that are told a registry's name and answer with a
/// credential. Time and length of the answer are bounded.
/// </summary>
/// <param name="environment">The helpers' environment; its <c>PATH</c> is where they are looked for.</param>
/// <param name="timeout">How long a helper may take; null for 30 seconds.</param>
public sealed class CredentialHelperRunner(IReadOnlyDictionary<string, string> environment, TimeSpan? timeout = null)
{
    private const int MaximumAnswer = 256 * 1024;
    private const string NotFound = "credentials not found";
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(30);

    /// <summary>Asks a helper.</summary>
    /// <param name="name">The helper's name, without <c>docker-credential-</c>.</param>
    /// <param name="server">The registry's name.</param>
    /// <param name="cancellationToken">Cancels, and ends the helper.</param>
    /// <returns>The credential, or null when the helper has none for that registry.</returns>
    /// <exception cref="RegistryException"><see cref="RegistryErrors.CredentialHelperFailed"/>.</exception>
    public async Task<RegistryCredential?> GetAsync(string name, string server, CancellationToken cancellationToken = default)
    {
        var program = $"docker-credential-{name}";
        using var process = Start(program, server);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        try
        {
            var answer = await ExchangeAsync(process, server, limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return process.ExitCode == 0 ? Read(answer, program, server) : Refused(process.ExitCode, answer, program, server);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(program, server, $"it did not answer within {_timeout.TotalSeconds:0.#} s");
        }
        catch (IOException error)
        {
            throw Failed(program, server, error.Message);
        }
        finally
        {
            End(process);
        }
    }

    private Process Start(string program, string server)
    {
        var path = program.Contains('/', StringComparison.Ordinal) ? null : environment.GetValueOrDefault("PATH", string.Empty).Split(':')
            .Where(folder => folder.StartsWith('/'))
            .Select(folder => $"{folder}/{program}")
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            throw Failed(program, server, "there is no such program on the PATH; install it, or remove it from the credential file");
        }

        var start = new ProcessStartInfo(path, "get")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw Failed(program, server, error.Message);
        }
    }

    private static async Task<string> ExchangeAsync(Process process, string server, CancellationToken cancellationToken)
    {
        // What a helper says on standard error may be secret and is nobody's business; it is only kept from blocking.
        var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(server.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A helper need not read its input; what counts is its answer.
        }

        var buffer = new byte[MaximumAnswer];
        var length = await process.StandardOutput.BaseStream
            .ReadAtLeastAsync(buffer, buffer.Length, false, cancellationToken).ConfigureAwait(false);
        if (length == buffer.Length)
        {
            throw new IOException($"its answer is longer than {MaximumAnswer} bytes");
        }

        await errors.ConfigureAwait(false);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static RegistryCredential? Read(string answer, string program, string server)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var user = document.RootElement.GetProperty("Username").GetString() ?? string.Empty;
            var secret = document.RootElement.GetProperty("Secret").GetString() ?? string.Empty;
            return (user, secret) switch
            {
                ("", "") => null,
                ("<token>", _) => new RegistryCredential.IdentityToken(secret, program),
                _ => new RegistryCredential.Basic(user, secret, program),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Failed(program, server, "its answer is not the expected JSON");
        }
    }

    private static RegistryCredential? Refused(int exitCode, string answer, string program, string server) =>
        answer.Contains(NotFound, StringComparison.OrdinalIgnoreCase)
            ? null
            : throw Failed(program, server, $"it ended with exit code {exitCode}");

    private static void End(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has just ended by itself.
        }
    }

    private static RegistryException Failed(string program, string server, string reason) => new(
        RegistryErrors.CredentialHelperFailed, $"could not get credentials for {server} from {program}: {reason}.");
}
