using Buildpacks.Net.Launcher.Memory;
using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Launcher.Launch;

/// <summary>
/// A version of the Platform or Buildpack API and what it has. Only this type compares versions; the numbers are those of
/// <see cref="ApiMilestones"/>, which the other rooms use as well.
/// </summary>
internal readonly struct LaunchApi(int minor, int argumentsReplaceSince, int execEnvSince)
{
    /// <summary>Arguments given by the user replace those of the process; before, they are appended.</summary>
    public bool UserArgumentsReplaceDefaults => minor >= argumentsReplaceSince;

    /// <summary>Execution environments choose among processes.</summary>
    public bool HasExecutionEnvironments => minor >= execEnvSince;

    /// <summary>Reads the version of the Platform API; false when it is not supported.</summary>
    public static bool TryPlatform(Bytes version, out LaunchApi api)
    {
        var isSupported = TryMinor(version, out var minor) && minor is >= ApiMilestones.OldestPlatform and <= ApiMilestones.NewestPlatform;
        api = new LaunchApi(minor, ApiMilestones.PlatformUserArgumentsReplaceDefaults, ApiMilestones.PlatformExecutionEnvironments);
        return isSupported;
    }

    /// <summary>Reads the version of a Buildpack API; false when it is not supported.</summary>
    public static bool TryBuildpack(Bytes version, out LaunchApi api)
    {
        var isSupported = TryMinor(version, out var minor) && minor is >= ApiMilestones.OldestBuildpack and <= ApiMilestones.NewestBuildpack;
        api = new LaunchApi(minor, ApiMilestones.BuildpackUserArgumentsReplaceDefaults, ApiMilestones.BuildpackExecutionEnvironments);
        return isSupported;
    }

    /// <summary>Names all versions between two, for a message.</summary>
    public static Bytes Range(int oldest, int newest)
    {
        BytesBuilder names = default;
        for (var minor = oldest; minor <= newest; minor++)
        {
            names = (minor > oldest ? names.Add(", "u8) : names).Add("0."u8).AddNumber(minor);
        }

        return names.Built;
    }

    // As the reference reads it: a leading "v" and leading zeros are accepted. All supported versions are 0.x.
    private static bool TryMinor(Bytes version, out int minor)
    {
        minor = 0;
        var rest = !version.IsEmpty && version[0] == 'v' ? version.From(1) : version;
        var dot = rest.IndexOf((byte)'.');
        return dot > 0 && TryNumber(rest.First(dot), out var major) && major == 0 && TryNumber(rest.From(dot + 1), out minor);
    }

    private static bool TryNumber(Bytes digits, out int number)
    {
        number = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (!Ascii.IsDigit(digits[i]) || number > 100_000)
            {
                return false;
            }

            number = (number * 10) + digits[i] - '0';
        }

        return !digits.IsEmpty;
    }
}
