using Buildpacks.Net.Launcher.Explain;
using Buildpacks.Net.Launcher.Host;
using Buildpacks.Net.Launcher.Launch;
using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Shared;
using Microsoft.Win32.SafeHandles;

namespace Buildpacks.Net.Launcher;

/// <summary>Explains an image from outside, with the very code that starts its processes.</summary>
public static class ImageExplanation
{
    /// <summary>Tells what the launcher would start in an image, and why.</summary>
    /// <param name="root">A folder with the files of the image that count for a launch; nothing outside it is read.</param>
    /// <param name="arguments">The process or command to explain, with its arguments; none for the default process.</param>
    /// <param name="environment">The image's environment, "NAME=value".</param>
    /// <param name="json">JSON instead of text.</param>
    /// <returns>What <c>launcher --explain</c> would write, but for programs of the base image.</returns>
    /// <exception cref="InvalidDataException">The image has no such process, or its files are damaged; the message says which.</exception>
    public static string Explain(string root, IReadOnlyList<string> arguments, IReadOnlyList<string> environment, bool json)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(environment);
        using var folder = PosixFile.OpenHandle(root, LibC.OpenReadOnly | LibC.OpenDirectory, 0);
        try
        {
            return Explain(folder, [json ? "--explain=json" : "--explain", .. arguments], environment);
        }
        catch (LaunchException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static string Explain(SafeFileHandle folder, string[] arguments, IReadOnlyList<string> environment)
    {
        var inputs = new LaunchInputs("launcher"u8, ToSequence(arguments), ToSequence(environment));
        inputs = inputs with { Files = ImageFiles.Below((int)folder.DangerousGetHandle(), inputs.AppFolder) };
        return ExplainRequest.TryRead(inputs, out var request)
            ? Explanation.Of(request).ToString()
            : throw new InvalidDataException("The image has a process named launcher, which takes all arguments.");
    }

    private static Sequence<Bytes> ToSequence(IReadOnlyList<string> texts)
    {
        Sequence<Bytes> sequence = default;
        foreach (var text in texts)
        {
            sequence.Add(Bytes.From(text));
        }

        return sequence;
    }
}
